# The wanted number is what it was, and still nobody acts on it.
kubectl scale deployment tracker -n fleet --replicas=3
