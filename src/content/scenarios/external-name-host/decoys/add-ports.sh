# An ExternalName forwards nothing: ports in it are not looked at, and Host stays what it was.
kubectl patch service archive -n newsroom \
  -p '{"spec":{"ports":[{"name":"http","port":80,"targetPort":8080}]}}'
