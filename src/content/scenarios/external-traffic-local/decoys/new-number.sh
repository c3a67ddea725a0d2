# Made anew, the Service has the usual policy, and another port than the one that was promised.
kubectl delete service booking -n tickets
kubectl expose deployment booking -n tickets --type=NodePort --port=80 --target-port=http
