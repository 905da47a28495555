"""Where batches are worked on.

batch     what a worker gets, what it does with it, and what is done about one that kills its workers
pool      processes of this machine
cluster   a Dask cluster, and
remote    what runs there
shared    where its parts come through
warm      what a process builds before its first batch
"""
