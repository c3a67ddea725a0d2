# Another program, which asks for an address instead of the name.
ip=$(kubectl get service subscribers -n newsroom -o jsonpath='{.spec.clusterIP}')
kubectl get deployment newsletter -n newsroom -o yaml | sed "s,http://subscribers.newsroom,http://$ip," | kubectl replace -f -
kubectl rollout status deployment/newsletter -n newsroom --timeout=120s
