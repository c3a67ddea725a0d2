# The Pods ask for nodes with a label that no node has. With strategy Recreate no old Pod stays.
kubectl patch deployment report -n analytics -p '{"spec":{"template":{"spec":{"nodeSelector":{"disktype":"ssd"}}}}}'
kubectl wait -n analytics --for=jsonpath='{.status.unavailableReplicas}'=3 deployment/report --timeout=120s
until [ -z "$(kubectl get pods -n analytics -l app=report -o jsonpath='{.items[*].metadata.deletionTimestamp}')" ]; do sleep 1; done
