# An ExternalName has no ports that anybody looks at; the name is still the wrong one.
kubectl patch service stock -n orders \
  -p '{"spec":{"ports":[{"name":"http","port":8080,"targetPort":8080}]}}'
