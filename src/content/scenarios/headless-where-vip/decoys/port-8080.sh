# The Service's port now agrees with the Pods', but the clients ask 80 and keep one Pod's address.
kubectl patch service fares -n travel --type=json \
  -p '[{"op":"replace","path":"/spec/ports/0/port","value":8080}]'
