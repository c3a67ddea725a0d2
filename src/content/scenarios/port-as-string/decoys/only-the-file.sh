# A repaired file does nothing until somebody applies it.
kubectl get configmap manifests -n kitchen -o jsonpath='{.data.menu\.yaml}' | sed 's/port: "8000"/port: 8000/' > /tmp/menu.yaml
kubectl create configmap manifests -n kitchen --from-file=menu.yaml=/tmp/menu.yaml --dry-run=client -o yaml |
  kubectl replace -f -
