# No new Pods there hides the fault, and a node is lost.
kubectl cordon service-clinic-worker2
kubectl delete pod client-2 -n mail --wait
