# The number is free then, and the score board is gone.
kubectl delete service board -n scores
kubectl get configmap manifests -n arcade -o jsonpath='{.data.lobby\.yaml}' | kubectl apply -f -
