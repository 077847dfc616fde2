"""Pictures and clips: from entries of media zips, read in place, to fingerprints in the lake.

directory  what is in a zip            content   one entry's bytes, never unpacked to disk
names      whose picture it is         pictures, clips   decoding, down to perceptual hashes
worker     a process that decodes      pool      keeps such processes, and outlives what ends one
pieces     what is done so far         publication   the tables that a manifest lists
"""
