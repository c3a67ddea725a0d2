# A range from the Service's port upwards holds 8080, and 9090.
kubectl patch networkpolicy keys-clients -n vault --type=json \
  -p '[{"op":"add","path":"/spec/ingress/0/ports/0/endPort","value":32767}]'
