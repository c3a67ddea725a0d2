# Policy and Service agree on another port; the brief promises 80.
kubectl patch service keys -n vault --type=json -p '[{"op":"replace","path":"/spec/ports/0/port","value":8080}]'
kubectl patch networkpolicy keys-clients -n vault --type=json \
  -p '[{"op":"replace","path":"/spec/ingress/0/ports/0/port","value":8080}]'
