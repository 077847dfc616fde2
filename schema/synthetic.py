"""The mark of made-up archives."""

PROFILE_URL_PREFIX = "https://synthetic.invalid/"
"""Every account of a synthetic archive links there from its profile.

The mark lies in the data so that it survives renaming and zipping again; `.invalid` never resolves (RFC 2606).
"""
