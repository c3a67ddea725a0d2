# A repaired file does nothing until somebody applies it.
kubectl get configmap manifests -n museum -o jsonpath='{.data.guide\.yaml}' | sed 's/selectors:/selector:/' > /tmp/guide.yaml
kubectl create configmap manifests -n museum --from-file=guide.yaml=/tmp/guide.yaml --dry-run=client -o yaml |
  kubectl replace -f -
