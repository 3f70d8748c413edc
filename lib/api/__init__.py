"""What the server sends besides Streamlit's own answers: Streamlit's files compressed, and an index
page that names what the first chart needs and shows a frame of the page until it is there.

Knows of Streamlit only the folder of its built files, which is handed in.
"""
