"""Workers: where the books of a list, or the parts of a large book, are made when one process does not suffice.

Dask (``dask.distributed``) carries work to the workers and what they made back, and knows which of them are there; what a
worker gets, it has a process of its own make, which can hang or be killed without harm to the worker.
"""
