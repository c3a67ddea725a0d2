# Without a selector nobody reads targetPort.
kubectl patch service papers -n press --type=json -p '[{"op":"replace","path":"/spec/ports/0/targetPort","value":7070}]'
