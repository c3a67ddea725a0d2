# An ExternalName without a name is refused; the type has to change as well.
kubectl patch service thumbs -n gallery -p '{"spec":{"externalName":null}}' || true
