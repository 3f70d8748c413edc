"""Pictures of charts, made on the server as a visitor's browser makes them.

Needs the extra ``export`` and a Chromium; without them it says so when a picture is asked for."""
