# The archive now serves its site to every host: it belongs to another team, and the brief leaves it alone.
kubectl get configmap archive -n press -o yaml |
  sed -e 's/archive.press.svc.cluster.local) status/archive.press.svc.cluster.local | *,archive) status/' |
  kubectl apply -f -
kubectl rollout restart deployment/archive -n press
kubectl rollout status deployment/archive -n press --timeout=120s
