# Giving the Deployment the Service's name changes nothing for those who ask for catalog.
kubectl get deployment catalog -n library -o yaml |
  sed -e 's/^  name: catalog$/  name: catalogue/' -e '/resourceVersion:/d' -e '/uid:/d' > /tmp/catalogue.yaml
kubectl delete deployment catalog -n library --wait
kubectl create -f /tmp/catalogue.yaml
kubectl rollout status deployment/catalogue -n library --timeout=120s
