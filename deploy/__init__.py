"""The dashboard on a server: nginx before as many processes as there are cores."""
