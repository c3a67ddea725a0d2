# An alias to another Service answers, but thumbs still has no virtual IP and no endpoints of its own.
kubectl expose deployment thumbs -n gallery --name=thumbs-pods --port=80 --target-port=http
kubectl patch service thumbs -n gallery -p '{"spec":{"externalName":"thumbs-pods.gallery.svc.cluster.local"}}'
