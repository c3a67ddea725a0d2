# A new Service under the same name.
kubectl delete service thumbs -n gallery
kubectl expose deployment thumbs -n gallery --port=80 --target-port=http
