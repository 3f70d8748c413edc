"""Views as files: pictures, numbers and a brief of each, in one command. Pictures need the extra
``export`` and a Chromium."""
