"""Tables on disk: the workspace, the engine that computes on them, and the manifests that commit them."""
