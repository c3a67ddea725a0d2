# The list written into a running Pod: it is gone with that Pod, and the other one never had it.
pod=$(kubectl get pods -n newsroom -l app=newsletter -o jsonpath='{.items[0].metadata.name}')
kubectl exec -n newsroom "$pod" -- sh -c 'echo search svc.cluster.local >> /etc/resolv.conf' || true
