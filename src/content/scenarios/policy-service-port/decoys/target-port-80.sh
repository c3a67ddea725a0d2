# The Service sends to the port that the policy allows, where nothing listens.
kubectl patch service keys -n vault --type=json \
  -p '[{"op":"replace","path":"/spec/ports/0/targetPort","value":80}]'
