# Another Service under another name works, but the readers ask for catalog.
kubectl expose deployment catalog -n library --name=catalog-web --port=80 --target-port=http
