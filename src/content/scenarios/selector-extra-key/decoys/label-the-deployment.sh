# A Deployment's own labels are not those of its Pods.
kubectl label deployment catalogue -n library track=stable
