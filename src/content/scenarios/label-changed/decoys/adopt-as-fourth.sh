# It is taken back, but the Deployment is told to keep four.
kubectl scale deployment desk -n tickets --replicas=4
kubectl label pods -n tickets -l app=desk-debug app=desk --overwrite
kubectl rollout status deployment/desk -n tickets --timeout=120s
