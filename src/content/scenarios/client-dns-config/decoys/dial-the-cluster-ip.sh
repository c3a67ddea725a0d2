# Another program, which asks for an address instead of the name.
ip=$(kubectl get service subscribers -n press -o jsonpath='{.spec.clusterIP}')
kubectl get deployment newsletter -n press -o yaml | sed "s,http://subscribers.press,http://$ip," | kubectl replace -f -
kubectl rollout status deployment/newsletter -n press --timeout=120s
