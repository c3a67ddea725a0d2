# By address the Host header holds the address: no site of that name either.
ip=$(kubectl get service archive -n press -o jsonpath='{.spec.clusterIP}')
kubectl set env deployment/ticker -n newsroom "ARCHIVE_URL=http://$ip"
kubectl rollout status deployment/ticker -n newsroom --timeout=120s
