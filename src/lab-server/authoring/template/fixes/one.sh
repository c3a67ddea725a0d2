# TODO: the answer that “Solve” shows. Here: the port that the clients ask for.
kubectl patch service web -n shop --type=json -p '[{"op":"replace","path":"/spec/ports/0/port","value":80}]'
