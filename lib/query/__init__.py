"""Queries that a reader writes, answered over copies of the tables where nothing else is in reach.

A query runs in a process of its own, which opens no file and no connection, counts what it takes,
and is ended where it goes on for too long. The process is forked from one that holds the copies, so
that a query waits for nothing and leaves nothing behind."""
