# The third fault alone, in the Service of the release: the right door of Pods that are not ready, under a name
# that nobody asks for.
kubectl patch service tickets-v2 -n box-office --type=json \
  -p '[{"op":"replace","path":"/spec/ports/0/targetPort","value":9090}]'
