# Take the Deployment away and make it anew, with its number.
kubectl get deployment render -n reports -o yaml |
  sed -e 's/^  replicas: 0$/  replicas: 2/' -e '/^  resourceVersion:/d' > /tmp/render.yaml
kubectl delete deployment render -n reports --wait
kubectl create -f /tmp/render.yaml
kubectl rollout status deployment/render -n reports --timeout=120s
