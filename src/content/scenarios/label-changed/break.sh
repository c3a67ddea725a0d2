# One Pod is relabelled by hand: its ReplicaSet lets it go and starts another.
pod=$(kubectl get pods -n tickets -l app=desk -o jsonpath='{.items[0].metadata.name}')
kubectl label pod "$pod" -n tickets app=desk-debug --overwrite
until [ "$(kubectl get pods -n tickets -l app=desk -o jsonpath='{range .items[*]}x{end}')" = xxx ]; do sleep 1; done
kubectl rollout status deployment/desk -n tickets --timeout=120s
