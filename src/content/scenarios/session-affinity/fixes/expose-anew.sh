# A new Service under the same name ties nobody.
kubectl delete service render -n print
kubectl expose deployment render -n print --port=80 --target-port=http
