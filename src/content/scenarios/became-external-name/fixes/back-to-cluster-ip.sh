# The type from before, and no external name any more; the Service gets a new address.
kubectl patch service thumbs -n gallery -p '{"spec":{"type":"ClusterIP","externalName":null}}'
