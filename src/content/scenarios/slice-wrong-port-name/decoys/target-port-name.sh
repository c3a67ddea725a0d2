# It looks as if the names met now, but it is the port's name that counts, not targetPort.
kubectl patch service tiles -n maps --type=json -p '[{"op":"replace","path":"/spec/ports/0/targetPort","value":"tiles"}]'
