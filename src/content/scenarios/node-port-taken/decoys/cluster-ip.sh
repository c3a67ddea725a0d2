# Accepted, and answers inside; the players outside still have no way in.
kubectl get configmap manifests -n arcade -o jsonpath='{.data.lobby\.yaml}' |
  sed -e '/nodePort:/d' -e 's/type: NodePort/type: ClusterIP/' | kubectl apply -f -
