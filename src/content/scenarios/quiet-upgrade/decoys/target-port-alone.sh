# The first fault alone: the slices are whole again, and no node hears of it.
kubectl patch service forecast -n weather --type=json \
  -p '[{"op":"replace","path":"/spec/ports/0/targetPort","value":"http"}]'
