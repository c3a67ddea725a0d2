# Around the Service, to one Pod: it works until that Pod is replaced.
ip=$(kubectl get pods -n quotes -l app=prices -o jsonpath='{.items[0].status.podIP}')
kubectl set env deployment/reporter -n reports PRICES_URL="http://$ip:8080"
kubectl rollout status deployment/reporter -n reports --timeout=120s
