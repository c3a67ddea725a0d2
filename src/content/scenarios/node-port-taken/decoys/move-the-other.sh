# The score board answers again, at a number that its displays do not know.
kubectl patch service board -n scores --type=json \
  -p '[{"op":"replace","path":"/spec/ports/0/nodePort","value":30042}]'
kubectl get configmap manifests -n arcade -o jsonpath='{.data.lobby\.yaml}' | kubectl apply -f -
