# Two of three: the Service is without fault, and every node goes by the rule from before.
kubectl patch service forecast -n weather --type=json \
  -p '[{"op":"replace","path":"/spec/ports/0/targetPort","value":"http"}]'
kubectl patch service forecast -n weather -p '{"spec":{"internalTrafficPolicy":"Cluster"}}'
