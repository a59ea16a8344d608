"""Pictures and files: a store of bytes by digest, what a picture really is, derived copies, places.

Knows nothing of the service. Everything is synchronous and may be called from any thread.
"""
