# TODO: your fault. This one offers the Service on another port than its clients ask for.
kubectl patch service web -n shop --type=json -p '[{"op":"replace","path":"/spec/ports/0/port","value":8000}]'
