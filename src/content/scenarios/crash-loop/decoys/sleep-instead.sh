# A container that sleeps does not crash, and serves nothing.
kubectl patch deployment thumbs -n media --type=json \
  -p '[{"op":"replace","path":"/spec/template/spec/containers/0/command","value":["sleep","1000000"]}]'
