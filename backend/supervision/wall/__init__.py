"""The evidence wall, and the authority’s word on a photo."""
